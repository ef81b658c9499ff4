package io.quittance.scoring.openinference;

/// An input as it was sent.
///
/// @param shape as it was sent, at most eight numbers
/// @param values row-major; NaN is missing
@SuppressWarnings("ArrayRecordComponent")
record Tensor(String name, Datatype datatype, long[] shape, double[] values) {}
