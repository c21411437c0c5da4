import assert from "node:assert/strict";
import { test } from "node:test";
import { ProblemError, Secret, secondMs } from "#domain";
import { createVirtualClock } from "#platform";
import { createLogin } from "./login.ts";

const house = () => {
  const clock = createVirtualClock(0);
  return { clock, login: createLogin(new Secret("grüne Wiese"), clock) };
};
const codeOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => "open",
    (error: unknown) => (error instanceof ProblemError ? error.problem.code : String(error)),
  );

test("the password opens a session that others cannot guess and that ends", async () => {
  const { clock, login } = house();
  const session = await login.open("grüne Wiese", "10.0.0.1");
  assert.equal(login.isOpen(session.token), true);
  assert.equal(login.isOpen(`${session.token}x`), false);
  assert.equal(login.isOpen(undefined), false);
  await clock.runUntil(session.expiresAt);
  assert.equal(login.isOpen(session.token), false);
});

test("the same letters typed on another keyboard are the same password", async () => {
  const { login } = house();
  assert.equal(await codeOf(login.open("gru\u0308ne Wiese", "10.0.0.1")), "open");
});

test("a program may send the password itself, and guessing that way is slowed as well", async () => {
  const { login } = house();
  assert.equal(await login.admits("grüne Wiese", "10.0.0.1"), true);
  assert.equal(login.isOpen("grüne Wiese"), true);
  for (let guess = 0; guess < 3; guess += 1)
    assert.equal(await codeOf(login.admits("?", "10.0.0.3")), "http.login-wrong");
  assert.equal(await codeOf(login.open("grüne Wiese", "10.0.0.3")), "http.login-slowed");
});

test("a closed session stays closed", async () => {
  const { login } = house();
  const { token } = await login.open("grüne Wiese", "10.0.0.1");
  login.close(token);
  assert.equal(login.isOpen(token), false);
});

test("guessing gets slower with each failure, for the one who guesses", async () => {
  const { clock, login } = house();
  const guesser = "2001:db8:1:1::5";
  for (let guess = 0; guess < 3; guess += 1) assert.equal(await codeOf(login.open("?", guesser)), "http.login-wrong");
  assert.equal(await codeOf(login.open("grüne Wiese", "2001:db8:1:1::9")), "http.login-slowed");
  assert.equal(await codeOf(login.open("grüne Wiese", "10.0.0.1")), "open");
  await clock.runFor(secondMs);
  assert.equal(await codeOf(login.open("?", guesser)), "http.login-wrong");
  await clock.runFor(secondMs);
  assert.equal(await codeOf(login.open("grüne Wiese", guesser)), "http.login-slowed");
  await clock.runFor(secondMs);
  assert.equal(await codeOf(login.open("grüne Wiese", guesser)), "open");
});

test("many guesses at once do not pass unslowed", async () => {
  const { login } = house();
  const codes = await Promise.all(Array.from({ length: 10 }, () => codeOf(login.open("?", "10.0.0.2"))));
  assert.equal(codes.filter((code) => code === "http.login-wrong").length, 3);
});
