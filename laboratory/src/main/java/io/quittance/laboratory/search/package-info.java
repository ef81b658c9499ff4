/// Searches parameters over model families by cross-validation, with a journal from which a killed
/// search resumes.
@NullMarked
package io.quittance.laboratory.search;

import org.jspecify.annotations.NullMarked;
