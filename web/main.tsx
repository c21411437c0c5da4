import { render } from "preact";
import { startListening } from "./live.ts";
import { Page } from "./page.tsx";
import "./styles/base.css";
import "./styles/flow.css";
import "./styles/cards.css";
import "./styles/lists.css";

const place = document.getElementById("page");
if (place !== null) {
  startListening();
  render(<Page />, place);
}
