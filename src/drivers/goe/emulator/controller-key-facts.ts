/** The keys of a go-eController, written as those of the charger. */
export const controllerKeyFacts = `
bri r int controller =412
ccf rw array controller =[[0,1,0,0,0],[0,1,0,0,0],[0,1,0,0,0],[0,0,0,0,1],[0,0,0,0,1],[0,0,0,0,1]]
ccn rw array controller =["Home","Grid","Car","Relay","Solar","Battery","Custom 1","Custom 2","Custom 3","Custom 4"]
ccp r array controller =[820,-1250,0,0,2070,0,0,0,0,0]
cec r array controller =[[1250300,0],[840100,2310400],[0,0],[0,0],[0,3720900],[0,0],[0,0],[0,0],[0,0],[0,0]]
cpc r array controller =[[1.2,1.1,1.3],[-1.8,-1.7,-1.9],[0,0,0],[0,0,0],[3.0,3.0,3.0]]
iim rw array controller =[false,false,false,false,false,false]
ips rw array controller =[0,1,2,0,1,2]
isn r array controller =["Grid L1","Grid L2","Grid L3","Solar L1","Solar L2","Solar L3"]
isv r array controller =[{"i":1.8,"p":-415,"f":99},{"i":1.7,"p":-392,"f":99},{"i":1.9,"p":-438,"f":99},{"i":3.0,"p":690,"f":100},{"i":3.0,"p":690,"f":100},{"i":3.0,"p":690,"f":100}]
mecd r object controller ={"power":0}
mece rw bool controller =false
mecf rw array controller =[[0]]
mecu rw string controller =""
mme rw bool controller =false
mmh rw string controller =""
usn r array controller =["House"]
usv r array controller =[{"u1":230.4,"u2":229.8,"u3":231.1,"uN":0.4}]
`;
