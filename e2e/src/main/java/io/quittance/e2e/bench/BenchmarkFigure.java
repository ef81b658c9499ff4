package io.quittance.e2e.bench;

/// The measured cost of one contender.
///
/// @param batch rows per call
/// @param microsecondsPerRow median over the iterations of time per call divided by batch, on each
///   thread
/// @param fastest microseconds per row of the fastest iteration
/// @param slowest microseconds per row of the slowest iteration
/// @param bytesPerCall bytes that a call allocates on the Java heap
record BenchmarkFigure(
    String model,
    int batch,
    String contender,
    double microsecondsPerRow,
    double fastest,
    double slowest,
    double bytesPerCall) {}
