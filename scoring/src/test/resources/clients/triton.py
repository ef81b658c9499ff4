"""Calls scoring with Triton's own HTTP client: HOST:PORT TOKEN FEATURES. Prints a line for each call."""

import sys

import numpy as np
import tritonclient.http as triton
from tritonclient.utils import InferenceServerException

url, token, width = sys.argv[1], sys.argv[2], int(sys.argv[3])
model = "payment-30d"
client = triton.InferenceServerClient(url)
failed = False


def headers():
    # The client writes into the dictionary that it is given.
    return {"Authorization": "Bearer " + token}


def check(name, holds):
    global failed
    failed = failed or not holds
    print(f"{name}: {'ok' if holds else 'WRONG'}")


def inputs(rows, binary=True, name="features", datatype="FP32"):
    tensor = triton.InferInput(name, list(rows.shape), datatype)
    tensor.set_data_from_numpy(rows, binary_data=binary)
    return [tensor]


def refused(name, call, words):
    try:
        call()
        check(name, False)
    except InferenceServerException as refusal:
        check(name, words in str(refusal))


check("server live", client.is_server_live())
check("server ready", client.is_server_ready())
check("model ready", client.is_model_ready(model, headers=headers()))
check("version ready", client.is_model_ready(model, "3", headers=headers()))
check("another version is not ready", not client.is_model_ready(model, "4", headers=headers()))
check("server metadata", "binary_tensor_data" in client.get_server_metadata(headers=headers())["extensions"])
described = client.get_model_metadata(model, headers=headers())
check("model metadata", described["inputs"][0]["shape"] == [-1, width])

rows = np.random.default_rng(1).normal(20, 30, (50, width)).astype(np.float32)
rows[::7, 3] = np.nan
binary = client.infer(model, inputs(rows), headers=headers(), request_id="r-1")
text = client.infer(model, inputs(rows, binary=False), headers=headers())
check("binary and JSON agree", np.array_equal(binary.as_numpy("probability"), text.as_numpy("probability")))
check("the id is echoed", binary.get_response()["id"] == "r-1")

asked = [
    triton.InferRequestedOutput("contributions", binary_data=True),
    triton.InferRequestedOutput("base_value", binary_data=False),
    triton.InferRequestedOutput("margin"),
]
explained = client.infer(model, inputs(rows), outputs=asked, headers=headers())
total = explained.as_numpy("contributions").sum(axis=1) + explained.as_numpy("base_value")
check("contributions sum to the margin", np.allclose(total, explained.as_numpy("margin"), atol=1e-6))
packed = client.infer(
    model, inputs(rows), headers=headers(), request_compression_algorithm="gzip", response_compression_algorithm="deflate"
)
check("gzip", np.array_equal(packed.as_numpy("margin"), binary.as_numpy("margin")))
packed = client.infer(model, inputs(rows), headers=headers(), request_compression_algorithm="deflate")
check("deflate", np.array_equal(packed.as_numpy("margin"), binary.as_numpy("margin")))
wide = client.infer(model, inputs(rows.astype(np.float64), datatype="FP64"), headers=headers())
check("numpy's usual type", np.array_equal(wide.as_numpy("margin"), binary.as_numpy("margin")))
refused("wrong shape", lambda: client.infer(model, inputs(rows[:, 1:]), headers=headers()), "its shape must be")
refused("no token", lambda: client.infer(model, inputs(rows)), "")

sys.exit(1 if failed else 0)
