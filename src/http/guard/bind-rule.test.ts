import assert from "node:assert/strict";
import { test } from "node:test";
import { bindingProblem } from "./bind-rule.ts";

test("only this machine may reach a hub without a password", () => {
  for (const host of ["127.0.0.1", "127.8.8.8", "localhost", "::1", "[::1]", "0:0:0:0:0:0:0:1"]) {
    assert.equal(bindingProblem(host, false), undefined, host);
  }
  for (const host of ["0.0.0.0", "::", "192.168.1.5", "energy.example.org", "127.evil.example"]) {
    const problem = bindingProblem(host, false);
    assert.equal(problem?.code, "http.password-needed", host);
    assert.equal(problem?.facts["host"], host);
    assert.equal(bindingProblem(host, true), undefined, host);
  }
});
