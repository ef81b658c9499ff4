package io.quittance.laboratory.quality;

/// The thresholds of the rules. Shares are in [0, 1].
///
/// @param minRows minimum number of rows (DQ01)
/// @param minOfEachClass minimum number of rows of the rarer class (DQ02)
/// @param imbalanced share of the rarer class below which a note is reported (DQ03)
/// @param missing share of missing values above which a warning is reported (DQ04)
/// @param missingRise rise of the missing share over the baseline that is an error; half of it is a
///   warning (DQ05)
/// @param duplicates share of repeated rows above which a warning is reported (DQ07)
/// @param leakAuc AUC of a single feature above which an error is reported (DQ08)
/// @param strongAuc AUC of a single feature from which a warning is reported (DQ09)
/// @param gainShare share of the ranking error of all other features that one feature may remove;
///   above it, an error is reported (DQ10)
/// @param categories maximum number of categories of a column (DQ12)
/// @param unseen share of values in categories that the baseline lacks, above which an error is
///   reported (DQ11)
public record QualityLimits(
    int minRows,
    int minOfEachClass,
    double imbalanced,
    double missing,
    double missingRise,
    double duplicates,
    double leakAuc,
    double strongAuc,
    double gainShare,
    int categories,
    double unseen) {

  /// The limits given in the documentation.
  public static final QualityLimits STANDARD =
      new QualityLimits(500, 50, 0.1, 0.5, 0.1, 0.05, 0.98, 0.9, 0.5, 100, 0.2);

  /// Returns the same limits with other minimum sizes.
  public QualityLimits withSizes(int rows, int ofEachClass) {
    return new QualityLimits(
        rows,
        ofEachClass,
        imbalanced,
        missing,
        missingRise,
        duplicates,
        leakAuc,
        strongAuc,
        gainShare,
        categories,
        unseen);
  }
}
