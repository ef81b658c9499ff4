/// Which model serves: the lifecycle snapshot, the download, the local cache, the atomic swap.
@NullMarked
package io.quittance.scoring.champion;

import org.jspecify.annotations.NullMarked;
