import { say } from "./language.ts";
import { home, isLoginNeeded, refusal } from "./live.ts";
import { BatteryCard } from "./parts/battery-card.tsx";
import { ChargerCard } from "./parts/charger-card.tsx";
import { ConnectionBanner } from "./parts/connection-banner.tsx";
import { DeviceList } from "./parts/device-list.tsx";
import { FlowPicture } from "./parts/flow-picture.tsx";
import { Header } from "./parts/header.tsx";
import { LoginForm } from "./parts/login-form.tsx";
import { ProblemNote } from "./parts/problem-note.tsx";
import { ReasonList } from "./parts/reason-list.tsx";
import { SignalList } from "./parts/signal-list.tsx";

/** One page: what flows, what is steered, why, and how the devices are. */
export function Page() {
  return (
    <>
      <Header />
      <main>
        <ConnectionBanner />
        <Content />
      </main>
    </>
  );
}

function Content() {
  if (isLoginNeeded.value) return <LoginForm />;
  if (home.value === undefined) return <Waiting />;
  const { chargers, batteries, problems } = home.value;
  // Beside many cards the devices find their place under the picture.
  const isLong = chargers.length + batteries.length > 3;
  return (
    <>
      {problems.map((problem) => (
        <ProblemNote key={problem.code} problem={problem} />
      ))}
      <div class="columns">
        <div class="column">
          <FlowPicture />
          <ReasonList />
          {isLong && <DeviceList />}
        </div>
        <div class="column">
          {chargers.map((charger) => (
            <ChargerCard key={charger.id} charger={charger} />
          ))}
          <SignalList />
          {batteries.map((battery) => (
            <BatteryCard key={battery.id} battery={battery} />
          ))}
          {!isLong && <DeviceList />}
        </div>
      </div>
    </>
  );
}

function Waiting() {
  if (refusal.value !== undefined) return <ProblemNote problem={refusal.value} />;
  return (
    <p class="waiting" role="status">
      {say("connection.wait")}
    </p>
  );
}
