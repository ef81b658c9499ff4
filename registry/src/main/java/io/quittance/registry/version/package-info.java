/// What the registry keeps of a model: its versions, their lineage, evaluations and approvals, the
/// periods of their aliases, and the lifecycle that a version goes through.
@NullMarked
package io.quittance.registry.version;

import org.jspecify.annotations.NullMarked;
