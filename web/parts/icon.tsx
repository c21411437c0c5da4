/** Line drawings on a 24 by 24 grid, in the colour of their surroundings. */
const drawings = {
  sun: "M12 8a4 4 0 1 0 0 8 4 4 0 0 0 0-8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  grid: "M12 2.5 8.5 21.5M12 2.5l3.5 19M4.5 8.5h15M6 13.5h12M10.4 11l4.4 6.5M13.6 11l-4.4 6.5M4.5 8.5v2M19.5 8.5v2",
  house: "M3.5 11.5 12 4l8.5 7.5M5.8 9.6V20h12.4V9.6M10 20v-5.5h4V20",
  battery:
    "M7 5.5h10a1.5 1.5 0 0 1 1.5 1.5v12A1.5 1.5 0 0 1 17 20.5H7A1.5 1.5 0 0 1 5.5 19V7A1.5 1.5 0 0 1 7 5.5ZM10 5.5v-2h4v2M12.8 9l-2.6 4h3.6l-2.6 4",
  car: "M4 16.5v-3.2l1.4-.9L7.3 7.8A1.6 1.6 0 0 1 8.8 6.8h6.4a1.6 1.6 0 0 1 1.5 1l1.9 4.6 1.4.9v3.2a1 1 0 0 1-1 1h-1.5M4 16.5a1 1 0 0 0 1 1h1.5M9.5 17.5h5M5.4 12.4h13.2M8 16a1.7 1.7 0 1 1 0 3.4A1.7 1.7 0 0 1 8 16ZM16 16a1.7 1.7 0 1 1 0 3.4 1.7 1.7 0 0 1 0-3.4Z",
} as const;

export type IconName = keyof typeof drawings;

export function Icon({ name, size = 24 }: { readonly name: IconName; readonly size?: number }) {
  return (
    <svg class="icon" viewBox="0 0 24 24" width={size} height={size} aria-hidden="true">
      <path d={drawings[name]} />
    </svg>
  );
}
