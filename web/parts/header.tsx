import { chooseLanguage, language, languageNames, languages, say } from "../language.ts";
import { connection, home } from "../live.ts";

export function Header() {
  return (
    <header>
      <svg class="mark" viewBox="0 0 64 64" aria-hidden="true">
        <circle cx="32" cy="32" r="11" />
        <path d="M32 10V6M32 58v-4M10 32H6M58 32h-4M16.4 16.4l-2.8-2.8M50.4 50.4l-2.8-2.8M16.4 47.6l-2.8 2.8M50.4 13.6l-2.8 2.8M32 32l8-8" />
      </svg>
      <h1>{home.value?.home.name ?? "Sunsteer"}</h1>
      <span class="live" data-connection={connection.value}>
        {say(`connection.${connection.value}`)}
      </span>
      <select
        class="languages"
        aria-label={say("language")}
        value={language.value}
        onChange={({ currentTarget }) => {
          const chosen = languages.find((one) => one === currentTarget.value);
          if (chosen !== undefined) chooseLanguage(chosen);
        }}
      >
        {languages.map((one) => (
          <option key={one} value={one}>
            {languageNames[one]}
          </option>
        ))}
      </select>
    </header>
  );
}
