/// What a model is: a bundle of verified parts, a network graph read with suspicion, and a forest
/// compiled for speed. Everything here works on bytes and arrays in memory; nothing opens a file or
/// a connection.
@NullMarked
package io.quittance.core.model;

import org.jspecify.annotations.NullMarked;
