import type { DeviceOverview, Language, ValueDefinition, ValuesReading } from "#domain";
import type { DeviceValuesView, DeviceValueView } from "../contract.ts";

/** A device's raw values with what is known of each key; keys that the device sends but nobody described come last. */
export function toDeviceValuesView(
  device: DeviceOverview,
  reading: ValuesReading | undefined,
  language: Language,
): DeviceValuesView {
  const definitions = definitionsOf(device);
  const described = new Set(definitions.map((definition) => definition.key));
  const undescribed = Object.keys(reading?.values ?? {}).filter((key) => !described.has(key));
  const valueOf = (key: string) => {
    const value = reading?.values[key];
    const at = reading?.olderAt?.[key];
    return value === undefined ? {} : { value, ...(at === undefined ? {} : { at }) };
  };
  return {
    device: device.id,
    ...(reading === undefined ? {} : { at: reading.at }),
    values: [
      ...definitions.map((definition) => ({ ...describe(definition, language), ...valueOf(definition.key) })),
      ...undescribed.map((key) => ({
        key,
        label: key,
        access: "read" as const,
        type: "text" as const,
        ...valueOf(key),
      })),
    ],
  };
}

export function definitionsOf({ capabilities }: DeviceOverview): readonly ValueDefinition[] {
  return capabilities.flatMap((capability) => (capability.kind === "values" ? capability.definitions : []));
}

export function describe(definition: ValueDefinition, language: Language): DeviceValueView {
  const { label, options, ...rest } = definition;
  return {
    ...rest,
    label: label[language],
    ...(options === undefined
      ? {}
      : { options: options.map((option) => ({ value: option.value, label: option.label[language] })) }),
  };
}
