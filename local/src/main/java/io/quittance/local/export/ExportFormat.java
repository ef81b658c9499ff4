package io.quittance.local.export;

/// Format of exported files.
public enum ExportFormat {
  /// One line per record, with its key, headers and data; the truth as CSV.
  NDJSON("ndjson"),
  /// Columns `time,type,source,id,tenant,account_id,data`, the data as JSON.
  CSV("csv"),
  /// The columns of [#CSV], compressed by zstd, `time` as timestamp.
  PARQUET("parquet");

  private final String suffix;

  ExportFormat(String suffix) {
    this.suffix = suffix;
  }

  /// Returns the suffix of the names of record files.
  String suffix() {
    return suffix;
  }

  /// Returns the suffix of the name of the truth file.
  String truthSuffix() {
    return this == PARQUET ? suffix : "csv";
  }
}
