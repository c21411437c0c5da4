import { useSignal } from "@preact/signals";
import { HubRefusal, logIn } from "../hub.ts";
import { say } from "../language.ts";
import { reopen } from "../live.ts";

export function LoginForm() {
  const failure = useSignal("");
  const enter = async (form: HTMLFormElement) => {
    const password = new FormData(form).get("password");
    try {
      await logIn(String(password ?? ""));
      reopen();
    } catch (error) {
      failure.value = error instanceof HubRefusal ? error.message : say("failed.unreachable");
    }
  };
  return (
    <form
      class="card login"
      onSubmit={(event) => {
        event.preventDefault();
        void enter(event.currentTarget);
      }}
    >
      <h2>{say("login.title")}</h2>
      <p>{say("login.hint")}</p>
      <label for="password">{say("login.password")}</label>
      <input id="password" name="password" type="password" autocomplete="current-password" required />
      <button type="submit">{say("login.enter")}</button>
      <p class="failure" role="alert">
        {failure.value}
      </p>
    </form>
  );
}
