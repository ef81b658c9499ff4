/// Decision trees and forests in plain Java: construction, validation and fast evaluation.
@NullMarked
package io.quittance.core.forest;

import org.jspecify.annotations.NullMarked;
