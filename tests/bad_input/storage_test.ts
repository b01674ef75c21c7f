import { type Case, testRefusals, untyped } from "./_cases.ts";

const { nearCopy, workspace } = untyped;

const CASES: readonly Case[] = [
  [
    () => workspace(),
    TypeError,
    "Cannot run in a workspace: f must be a function, got undefined",
  ],
  [
    () => workspace(async () => await 1),
    TypeError,
    "Cannot run in a workspace: f must not be asynchronous, got a Promise",
  ],
  [
    (it) => nearCopy(it.x.to2DArray()),
    TypeError,
    "Cannot copy near: x must be an ml-matrix Matrix, got an Array",
  ],
  [
    (it) => nearCopy(it.data),
    TypeError,
    "Cannot copy near: x must be an ml-matrix Matrix, got { x, t }",
  ],
];

testRefusals(CASES);
