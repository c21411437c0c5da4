/** Ways in which single models or firmwares misbehave, beside the faults that every device can show. */
export interface Quirks {
  isOn(name: string): boolean;
}

export interface QuirkSwitch extends Quirks {
  /** Those that this device knows. */
  readonly names: readonly string[];
  set(name: string, isOn: boolean): void;
}

export function createQuirkSwitch(names: readonly string[]): QuirkSwitch {
  const active = new Set<string>();
  return {
    names,
    isOn: (name) => active.has(name),
    set: (name, isOn) => {
      if (!names.includes(name)) throw new RangeError(`no quirk "${name}" among ${names.join(", ")}`);
      if (isOn) active.add(name);
      else active.delete(name);
    },
  };
}
