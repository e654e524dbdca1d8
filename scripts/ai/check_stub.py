"""The model server of the tests, as Ollama's own client sees it: what that client cannot read, a real Ollama would not have said.

python scripts/ai/check_stub.py — prints what was asked and ends with 1 at the first difference.
"""
import atexit
import pathlib
import subprocess
import sys

import ollama

stub = subprocess.Popen(
    ["node", pathlib.Path(__file__).with_name("stub.mjs"), "0"], stdout=subprocess.PIPE, text=True
)
atexit.register(stub.kill)
client = ollama.Client(host=stub.stdout.readline().split()[0], timeout=20)
messages = [{"role": "user", "content": "The facts:\n| - the target was met in time"}]
asked = []


def expect(what, right):
    asked.append(what)
    if not right:
        sys.exit(f"{what}: Ollama's client reads something else")


models = client.list().models
expect("list", len(models) > 1 and all(model.model and model.digest and model.size for model in models))
shown = client.show("normal")
expect("show", shown.details.parameter_size and "completion" in shown.capabilities)
whole = client.chat("normal", messages)
expect("chat", whole.done and whole.done_reason == "stop" and "met in time" in whole.message.content)
parts = list(client.chat("normal", messages, stream=True, options={"seed": 7, "temperature": 0}))
expect("chat, streamed", "".join(part.message.content for part in parts) == whole.message.content)
expect("its end", parts[-1].done and parts[-1].eval_count == len(parts) - 1 and not any(part.done for part in parts[:-1]))
told = client.generate("normal", "The facts:\n| - the target was met in time")
expect("generate", told.done and "met in time" in told.response)
parts = list(client.generate("normal", "The facts:\n| - the target was met in time", stream=True))
expect("generate, streamed", "".join(part.response for part in parts) == told.response)
try:
    client.chat("no-such-model", messages)
    expect("a model that is not there", False)
except ollama.ResponseError as error:
    expect("a model that is not there", error.status_code == 404 and "not found" in error.error)
print(f"Ollama's client agrees: {', '.join(asked)}")
