/// The registry of models: which versions exist, what they were made of and who promoted them.
@NullMarked
package io.quittance.registry;

import org.jspecify.annotations.NullMarked;
