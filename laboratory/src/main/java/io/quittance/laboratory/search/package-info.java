/// Searches parameters over model families by cross-validation. A killed search resumes from its
/// journal.
@NullMarked
package io.quittance.laboratory.search;

import org.jspecify.annotations.NullMarked;
