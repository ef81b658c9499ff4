/// The serving models: lifecycle snapshots, download, local cache and atomic swap.
@NullMarked
package io.quittance.scoring.champion;

import org.jspecify.annotations.NullMarked;
