/// Reads artefacts and facts from other services over HTTP: bounded in bytes and time, verified by
/// digest, and kept on disk where a service must start without the registry. Plain classes without
/// CDI; each service wires its own.
@NullMarked
package io.quittance.web.artifact;

import org.jspecify.annotations.NullMarked;
