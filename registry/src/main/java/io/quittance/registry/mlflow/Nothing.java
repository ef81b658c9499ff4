package io.quittance.registry.mlflow;

import com.fasterxml.jackson.databind.annotation.JsonSerialize;

/// The answer of an action that has nothing to say: `{}`, since clients take anything but a JSON
/// object with status 200 for a failure.
@JsonSerialize
public record Nothing() {

  public static final Nothing ANSWER = new Nothing();
}
