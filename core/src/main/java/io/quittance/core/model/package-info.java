/// What all parts of a model share: feature versions, the reference distributions for drift
/// detection, and the exception that rejects a model. Works on bytes and arrays in memory; opens no
/// file or connection.
@NullMarked
package io.quittance.core.model;

import org.jspecify.annotations.NullMarked;
