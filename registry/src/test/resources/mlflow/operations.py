"""What a data scientist does with MLflow's own client, one operation after the other.

Usage: operations.py log FOLDER | serve FOLDER
FOLDER holds bundle.zip and the model.onnx inside it. Each operation prints one line: its name, a tab, and
"ok", "refused CODE" where a refusal is what must come, or "failed" with what went wrong.
"""
import hashlib
import math
import os
import shutil
import sys
import tempfile
import warnings

os.environ.setdefault("MLFLOW_HTTP_REQUEST_MAX_RETRIES", "1")
os.environ.setdefault("MLFLOW_DISABLE_TELEMETRY", "true")
warnings.filterwarnings("ignore")

import mlflow
import numpy as np
import onnx
from mlflow.exceptions import MlflowException
from mlflow.tracking import MlflowClient
from onnx import TensorProto, helper, numpy_helper

NEW = int(mlflow.__version__.split(".")[0]) >= 3
FOLDER = sys.argv[2]
client = MlflowClient()
failures = 0


def op(name, refused=None):
    """Runs the function at once and prints what came of it."""

    def run(body):
        global failures
        try:
            body()
            outcome = "ok" if refused is None else "failed: was not refused"
        except MlflowException as e:
            outcome = f"refused {e.error_code}" if e.error_code == refused else f"failed: {e}"
        except Exception as e:
            outcome = f"failed: {type(e).__name__} {e}"
        failures += outcome.startswith("failed")
        print(f"{name}\t{' '.join(outcome.split())}", flush=True)

    return run


def same(expected, actual):
    if expected != actual:
        raise AssertionError(f"expected {expected!r}, but it is {actual!r}")


def sha(path):
    with open(path, "rb") as file:
        return hashlib.sha256(file.read()).hexdigest()


def linear():
    """A graph with two features."""
    weights = numpy_helper.from_array(np.array([[0.5], [-0.25]], dtype=np.float32), "weights")
    nodes = [
        helper.make_node("MatMul", ["features", "weights"], ["margin"]),
        helper.make_node("Sigmoid", ["margin"], ["probability"]),
    ]
    graph = helper.make_graph(
        nodes,
        "linear",
        [helper.make_tensor_value_info("features", TensorProto.FLOAT, [None, 2])],
        [helper.make_tensor_value_info("probability", TensorProto.FLOAT, [None, 1])],
        [weights],
    )
    return helper.make_model(graph, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)


def log_model(model, **more):
    where = {"name": "model"} if NEW else {"artifact_path": "model"}
    return mlflow.onnx.log_model(model, pip_requirements=["onnx"], **where, **more)


def log():
    kept = {}
    experiment = f"python {mlflow.__version__}"

    @op("experiment: set")
    def _():
        kept["experiment"] = mlflow.set_experiment(experiment).experiment_id
        same(kept["experiment"], mlflow.set_experiment(experiment).experiment_id)

    @op("experiment: create one that exists", refused="RESOURCE_ALREADY_EXISTS")
    def _():
        client.create_experiment(experiment)

    @op("experiment: tag, rename, delete, restore")
    def _():
        other = client.create_experiment(experiment + " other", tags={"a": "b"})
        client.set_experiment_tag(other, "c", "ü")
        client.rename_experiment(other, experiment + " renamed")
        client.delete_experiment(other)
        same("deleted", client.get_experiment(other).lifecycle_stage)
        client.restore_experiment(other)
        same({"a": "b", "c": "ü"}, client.get_experiment(other).tags)

    @op("experiment: search")
    def _():
        found = client.search_experiments(filter_string=f"name = '{experiment}'")
        same([experiment], [e.name for e in found])
        same(1, len(client.search_experiments(filter_string="tags.c ILIKE 'Ü'")))

    @op("run: start, log, end")
    def _():
        with mlflow.start_run(run_name="first") as run:
            kept["run"] = run.info.run_id
            mlflow.log_param("depth", 6)
            mlflow.log_params({f"p{i}": i for i in range(150)})
            mlflow.log_metric("auc", 0.7, step=1)
            mlflow.log_metrics({"auc": 0.8, "loss": 0.3}, step=2)
            mlflow.set_tag("team", "collections")
            mlflow.set_tags({"note": "ü€😀", "gone": "x"})
            mlflow.delete_tag("gone")

    @op("run: get")
    def _():
        run = client.get_run(kept["run"])
        same("FINISHED", run.info.status)
        same("first", run.info.run_name)
        same({"auc": 0.8, "loss": 0.3}, run.data.metrics)
        same(151, len(run.data.params))
        same("ü€😀", run.data.tags["note"])
        same(False, "gone" in run.data.tags)

    @op("run: metric history")
    def _():
        same([0.7, 0.8], [m.value for m in client.get_metric_history(kept["run"], "auc")])
        same([], list(client.get_metric_history(kept["run"], "none")))

    @op("run: NaN and infinity")
    def _():
        client.log_metric(kept["run"], "nan", float("nan"))
        client.log_metric(kept["run"], "inf", float("inf"))
        data = client.get_run(kept["run"]).data.metrics
        same(True, math.isnan(data["nan"]))
        same(sys.float_info.max, data["inf"])

    @op("run: change a parameter", refused="INVALID_PARAMETER_VALUE")
    def _():
        client.log_param(kept["run"], "depth", 7)

    @op("run: resume, nest, fail")
    def _():
        with mlflow.start_run(run_id=kept["run"]):
            with mlflow.start_run(nested=True, run_name="child") as child:
                kept["child"] = child.info.run_id
        client.set_terminated(kept["child"], "FAILED")
        run = client.get_run(kept["child"])
        same(kept["run"], run.data.tags["mlflow.parentRunId"])
        same("FAILED", run.info.status)

    @op("run: search")
    def _():
        where = [kept["experiment"]]
        same(["first"], [r.info.run_name for r in client.search_runs(where, "metrics.auc > 0.75")])
        same(["child"], [r.info.run_name for r in client.search_runs(where, "status = 'FAILED'")])
        found = client.search_runs(where, "", max_results=1, order_by=["metrics.auc DESC"])
        same(["first"], [r.info.run_name for r in found])
        rest = client.search_runs(
            where, "", max_results=1, order_by=["metrics.auc DESC"], page_token=found.token
        )
        same(["child"], [r.info.run_name for r in rest])
        same(None, rest.token or None)

    @op("run: search with a filter that is none", refused="INVALID_PARAMETER_VALUE")
    def _():
        client.search_runs([kept["experiment"]], "params.depth = '6' OR params.depth = '7'")

    @op("run: delete, restore")
    def _():
        client.delete_run(kept["child"])
        same("deleted", client.get_run(kept["child"]).info.lifecycle_stage)
        client.restore_run(kept["child"])

    @op("run: data set")
    def _():
        from mlflow.entities import Dataset, DatasetInput, InputTag

        dataset = Dataset("accounts", "0123abcd", "local", "{}")
        client.log_inputs(
            kept["run"], [DatasetInput(dataset, [InputTag("mlflow.data.context", "training")])]
        )
        same("accounts", client.get_run(kept["run"]).inputs.dataset_inputs[0].dataset.name)
        found = client.search_runs([kept["experiment"]], "dataset.name = 'accounts'")
        same(1, len(found))

    @op("artefact: log, list, download, equal SHA-256")
    def _():
        with tempfile.TemporaryDirectory() as folder:
            names = ["plain.txt", "empty", "deep er/ü+&%.bin"]
            contents = [b"plain", b"", os.urandom(3_000_000)]
            for name, content in zip(names, contents):
                path = os.path.join(folder, "sent", name)
                os.makedirs(os.path.dirname(path), exist_ok=True)
                with open(path, "wb") as file:
                    file.write(content)
            client.log_artifacts(kept["run"], os.path.join(folder, "sent"), "files")
            listed = {a.path: (a.is_dir, a.file_size) for a in client.list_artifacts(kept["run"], "files")}
            same(
                {
                    "files/plain.txt": (False, 5),
                    "files/empty": (False, 0),
                    "files/deep er": (True, None),
                },
                listed,
            )
            back = client.download_artifacts(kept["run"], "files", folder)
            for name in names:
                same(sha(os.path.join(folder, "sent", name)), sha(os.path.join(back, name)))

    @op("artefact: text and dictionary")
    def _():
        client.log_text(kept["run"], "# A report\n", "report.md")
        client.log_dict(kept["run"], {"a": 1}, "facts.json")
        same("# A report\n", mlflow.artifacts.load_text(f"runs:/{kept['run']}/report.md"))

    @op("artefact: overwrite")
    def _():
        client.log_text(kept["run"], "again", "report.md")
        same("again", mlflow.artifacts.load_text(f"runs:/{kept['run']}/report.md"))

    @op("model: log ONNX")
    def _():
        with mlflow.start_run(run_name="model") as run:
            kept["model run"] = run.info.run_id
            mlflow.log_metric("auc", 0.81)
            kept["uri"] = log_model(linear()).model_uri

    @op("model: load by its own address")
    def _():
        same(2, len(mlflow.onnx.load_model(kept["uri"]).graph.node))

    @op("model: metric of a logged model" if NEW else "model: list the run's files")
    def _():
        if NEW:
            model_id = kept["uri"].split("/")[-1]
            with mlflow.start_run(run_id=kept["model run"]):
                mlflow.log_metric("recall", 0.5, model_id=model_id)
            model = client.get_logged_model(model_id)
            same({"auc": 0.81, "recall": 0.5}, {m.key: m.value for m in model.metrics})
            client.set_logged_model_tags(model_id, {"k": "v"})
            client.delete_logged_model_tag(model_id, "k")
            found = client.search_logged_models(
                [kept["experiment"]], filter_string="metrics.recall > 0.4"
            )
            same([model_id], [m.model_id for m in found])
        else:
            found = [a.path for a in client.list_artifacts(kept["model run"], "model")]
            same(True, "model/model.onnx" in found)

    name = f"linear-{mlflow.__version__}"

    @op("registry: register, wait until it is verified")
    def _():
        version = mlflow.register_model(kept["uri"], name)
        same("1", str(version.version))
        version = client.get_model_version(name, "1")
        same("READY", version.status)
        same("candidate", version.tags["quittance.state"])

    @op("registry: register what is no model", refused="INVALID_PARAMETER_VALUE")
    def _():
        client.create_model_version(name, "https://example.com/model.onnx")

    @op("registry: register a file that is no graph")
    def _():
        client.log_text(kept["run"], "not a graph", "bad/model.onnx")
        try:
            source = client.get_run(kept["run"]).info.artifact_uri + "/bad"
            client.create_model_version(name, source, kept["run"])
        except MlflowException:
            version = client.get_model_version(name, "2")
            same("FAILED_REGISTRATION", version.status)
            same(True, len(version.status_message) > 10)
            client.delete_model_version(name, "2")
            return
        raise AssertionError("was not refused")

    @op("registry: describe and tag")
    def _():
        client.update_registered_model(name, "two features")
        client.set_registered_model_tag(name, "team", "collections")
        client.set_model_version_tag(name, "1", "note", "first")
        client.update_model_version(name, "1", "the first one")
        model = client.get_registered_model(name)
        same(("two features", {"team": "collections"}), (model.description, model.tags))
        version = client.get_model_version(name, "1")
        same(("the first one", "first"), (version.description, version.tags["note"]))
        client.delete_registered_model_tag(name, "team")
        client.delete_model_version_tag(name, "1", "note")

    @op("registry: alias of one's own")
    def _():
        client.set_registered_model_alias(name, "candidate_of_may", "1")
        same("1", str(client.get_model_version_by_alias(name, "candidate_of_may").version))
        same({"candidate_of_may": "1"}, {k: str(v) for k, v in client.get_registered_model(name).aliases.items()})
        same(2, len(mlflow.onnx.load_model(f"models:/{name}@candidate_of_may").graph.node))
        client.delete_registered_model_alias(name, "candidate_of_may")

    @op("registry: alias that nobody has", refused="INVALID_PARAMETER_VALUE")
    def _():
        client.get_model_version_by_alias(name, "candidate_of_may")

    for alias in ["champion", "challenger", "shadow"]:

        @op(f"registry: set {alias}", refused="PERMISSION_DENIED")
        def _():
            client.set_registered_model_alias(name, alias, "1")

    @op("registry: delete a version of the lifecycle", refused="PERMISSION_DENIED")
    def _():
        client.delete_model_version(name, "1")

    @op("registry: delete a model of the lifecycle", refused="PERMISSION_DENIED")
    def _():
        client.delete_registered_model(name)

    @op("registry: change the stage", refused="PERMISSION_DENIED")
    def _():
        client.transition_model_version_stage(name, "1", "Production")

    @op("registry: search")
    def _():
        same([name], [m.name for m in client.search_registered_models(f"name = '{name}'")])
        same([name], [m.name for m in client.search_registered_models("name LIKE '%" + mlflow.__version__ + "'")])
        same(["1"], [str(v.version) for v in client.search_model_versions(f"name = '{name}'")])
        found = client.search_model_versions(f"run_id = '{kept['model run']}'")
        same([name], [v.name for v in found])
        same(["1"], [str(v.version) for v in client.get_latest_versions(name)])

    @op("registry: create, rename, delete a model without versions")
    def _():
        client.create_registered_model(name + "-empty", tags={"a": "b"}, description="none yet")
        client.rename_registered_model(name + "-empty", name + "-renamed")
        client.delete_registered_model(name + "-renamed")
        same([], list(client.search_registered_models(f"name = '{name}-renamed'")))

    @op("registry: register a bundle")
    def _():
        with tempfile.TemporaryDirectory() as folder:
            path = os.path.join(folder, "model")
            mlflow.onnx.save_model(
                onnx.load(os.path.join(FOLDER, "model.onnx")), path, pip_requirements=["onnx"]
            )
            shutil.copy(os.path.join(FOLDER, "model.onnx"), path)
            shutil.copy(os.path.join(FOLDER, "bundle.zip"), path)
            with mlflow.start_run(run_name="bundle") as run:
                mlflow.log_artifacts(path, "model")
            version = mlflow.register_model(f"runs:/{run.info.run_id}/model", "payment-30d")
            same("READY", client.get_model_version("payment-30d", version.version).status)


def serve():
    @op("champion: find by alias")
    def _():
        version = client.get_model_version_by_alias("payment-30d", "champion")
        same("champion", version.tags["quittance.state"])
        same(True, "champion" in version.aliases)

    @op("champion: download, equal SHA-256")
    def _():
        with tempfile.TemporaryDirectory() as folder:
            path = mlflow.artifacts.download_artifacts("models:/payment-30d@champion", dst_path=folder)
            for name in ["model.onnx", "bundle.zip"]:
                same(sha(os.path.join(FOLDER, name)), sha(os.path.join(path, name)))

    @op("champion: load_model(\"models:/payment-30d@champion\")")
    def _():
        model = mlflow.onnx.load_model("models:/payment-30d@champion")
        same(onnx.load(os.path.join(FOLDER, "model.onnx")), model)


{"log": log, "serve": serve}[sys.argv[1]]()
sys.exit(1 if failures else 0)
