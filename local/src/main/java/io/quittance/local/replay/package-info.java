/// Histories read from files, what the packs say of them, and cases of law with their answers.
@NullMarked
package io.quittance.local.replay;

import org.jspecify.annotations.NullMarked;
