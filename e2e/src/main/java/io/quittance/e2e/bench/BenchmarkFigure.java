package io.quittance.e2e.bench;

/// What one contender took.
///
/// @param batch rows a call
/// @param microsecondsPerRow the median over the iterations of time per call / batch, on each
///   thread
/// @param fastest of the iterations
/// @param slowest of the iterations
/// @param bytesPerCall what a call allocates on the Java heap
record BenchmarkFigure(
    String model,
    int batch,
    String contender,
    double microsecondsPerRow,
    double fastest,
    double slowest,
    double bytesPerCall) {}
