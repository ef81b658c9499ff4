package io.quittance.local.export;

/// The formats of exported files.
public enum ExportFormat {
  /// A line a record with its key, headers and data; the truth as CSV.
  NDJSON("ndjson"),
  /// Columns `time,type,source,id,tenant,account_id,data`, the data as JSON.
  CSV("csv"),
  /// The columns of [#CSV], compressed by zstd, `time` as timestamp.
  PARQUET("parquet");

  private final String suffix;

  ExportFormat(String suffix) {
    this.suffix = suffix;
  }

  /// The end of a record file's name.
  String suffix() {
    return suffix;
  }

  /// The end of the truth file's name.
  String truthSuffix() {
    return this == PARQUET ? suffix : "csv";
  }
}
