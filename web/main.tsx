import { effect } from "@preact/signals";
import { render } from "preact";
import { home, startListening } from "./live.ts";
import { Page } from "./page.tsx";
import "./styles/base.css";
import "./styles/flow.css";
import "./styles/cards.css";
import "./styles/lists.css";

const place = document.getElementById("page");
if (place !== null) {
  startListening();
  effect(() => {
    document.title = home.value === undefined ? "Sunsteer" : `${home.value.home.name} · Sunsteer`;
  });
  render(<Page />, place);
}
