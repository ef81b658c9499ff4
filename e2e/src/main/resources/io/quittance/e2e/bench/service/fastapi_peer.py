"""The peer of `quittance bench rest`: a model with its exact contributions behind FastAPI.

It trains 200 trees of depth 4 on 25 made-up features when it starts. It stores nothing.
"""

import numpy
import xgboost
from fastapi import FastAPI
from pydantic import BaseModel

FEATURES = 25
REASONS = 4

random = numpy.random.default_rng(1)
rows = random.normal(size=(20_000, FEATURES)).astype(numpy.float32)
labels = (rows[:, 0] + rows[:, 1] * rows[:, 2] + random.normal(size=len(rows)) > 0).astype(int)
model = xgboost.train(
    {"objective": "binary:logistic", "max_depth": 4, "nthread": 1},
    xgboost.DMatrix(rows, labels),
    num_boost_round=200,
)
model.set_param({"nthread": 1})
app = FastAPI()


class Account(BaseModel):
    accountId: str
    features: list[float]


@app.post("/score")
def score(account: Account):
    row = xgboost.DMatrix(numpy.array([account.features], dtype=numpy.float32))
    probability = float(model.predict(row)[0])
    contributions = model.predict(row, pred_contribs=True)[0][:-1]
    strongest = numpy.argsort(-numpy.abs(contributions))[:REASONS]
    return {
        "accountId": account.accountId,
        "probability": probability,
        "reasons": [
            {"feature": int(i), "contribution": float(contributions[i])} for i in strongest
        ],
    }
