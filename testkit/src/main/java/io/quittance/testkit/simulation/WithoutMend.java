package io.quittance.testkit.simulation;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.invoke.MethodType;
import java.lang.reflect.AccessFlag;
import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The project's classes once more, with a mend taken out of their byte code: so a test can require
/// that its absence is noticed, and production code needs no switch.
public final class WithoutMend extends ClassLoader {

  private static final String PROJECT = "io.quittance.";

  private record Change(String method, MethodTransform transform) {}

  private final Map<String, List<Change>> changes = new HashMap<>();

  public WithoutMend() {
    super(WithoutMend.class.getClassLoader());
  }

  /// Lets methods of a class do what a static method does, which gets the receiver first, if there
  /// is one.
  ///
  /// @param type binary name of the class
  /// @param name of a static method that takes as many values
  public WithoutMend calling(String type, String method, Class<?> standIn, String name) {
    ClassDesc owner = ClassDesc.of(standIn.getName());
    return add(
        type,
        method,
        (code, original) -> {
          int taken = original.methodTypeSymbol().parameterCount();
          taken += original.flags().has(AccessFlag.STATIC) ? 0 : 1;
          code.invokestatic(owner, name, shape(standIn, name, taken));
        });
  }

  private static MethodTypeDesc shape(Class<?> standIn, String name, int taken) {
    for (Method method : standIn.getDeclaredMethods()) {
      if (method.getName().equals(name) && method.getParameterCount() == taken) {
        return MethodType.methodType(method.getReturnType(), method.getParameterTypes())
            .describeConstable()
            .orElseThrow();
      }
    }
    throw new IllegalStateException(
        "%s has no method %s of %d values".formatted(standIn, name, taken));
  }

  /// Lets methods of a class do what another method of the class does, which takes the same.
  ///
  /// @param type binary name of the class
  public WithoutMend calling(String type, String method, String other) {
    ClassDesc owner = ClassDesc.of(type);
    return add(
        type,
        method,
        (code, original) -> {
          if (original.flags().has(AccessFlag.STATIC)) {
            code.invokestatic(owner, other, original.methodTypeSymbol());
          } else {
            code.invokevirtual(owner, other, original.methodTypeSymbol());
          }
        });
  }

  /// Lets methods of a class catch nothing.
  ///
  /// @param type binary name of the class
  public WithoutMend catchingNothing(String type, String method) {
    changes
        .computeIfAbsent(type, _ -> new ArrayList<>())
        .add(
            new Change(
                method,
                MethodTransform.transformingCode(
                    (code, element) -> {
                      if (!(element instanceof ExceptionCatch)) {
                        code.with(element);
                      }
                    })));
    return this;
  }

  private interface Call {

    void in(CodeBuilder code, MethodModel original);
  }

  private WithoutMend add(String type, String method, Call call) {
    changes
        .computeIfAbsent(type, _ -> new ArrayList<>())
        .add(
            new Change(
                method,
                (builder, element) -> {
                  if (element instanceof CodeModel body && body.parent().isPresent()) {
                    MethodModel original = body.parent().get();
                    builder.withCode(code -> call(code, original, call));
                  } else {
                    builder.with(element);
                  }
                }));
    return this;
  }

  /// Passes on what the method gets and returns what comes back.
  private static void call(CodeBuilder code, MethodModel original, Call call) {
    int slot = 0;
    if (!original.flags().has(AccessFlag.STATIC)) {
      code.aload(slot++);
    }
    for (ClassDesc parameter : original.methodTypeSymbol().parameterList()) {
      TypeKind kind = TypeKind.from(parameter);
      code.loadLocal(kind, slot);
      slot += kind.slotSize();
    }
    call.in(code, original);
    code.return_(TypeKind.from(original.methodTypeSymbol().returnType()));
  }

  /// Returns a new instance of a class, made of the changed classes.
  ///
  /// @param type a public class with a public constructor without parameters, which implements an
  ///   interface of the JDK
  /// @throws IllegalStateException when a method that was to be changed does not exist
  public <T> T create(Class<? extends T> type, Class<T> as) {
    try {
      changes.keySet().forEach(this::loaded);
      return as.cast(loaded(type.getName()).getConstructor().newInstance());
    } catch (ReflectiveOperationException e) {
      throw new IllegalStateException("cannot create " + type, e);
    }
  }

  private Class<?> loaded(String name) {
    try {
      return loadClass(name);
    } catch (ClassNotFoundException e) {
      throw new IllegalStateException("there is no class " + name, e);
    }
  }

  @Override
  protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
    synchronized (getClassLoadingLock(name)) {
      Class<?> known = findLoadedClass(name);
      if (known != null) {
        return known;
      }
      return name.startsWith(PROJECT) ? define(name) : super.loadClass(name, resolve);
    }
  }

  private Class<?> define(String name) throws ClassNotFoundException {
    try (InputStream file = getResourceAsStream(name.replace('.', '/') + ".class")) {
      if (file == null) {
        throw new ClassNotFoundException(name);
      }
      byte[] bytes = changed(name, file.readAllBytes());
      return defineClass(name, bytes, 0, bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private byte[] changed(String name, byte[] original) {
    byte[] bytes = original;
    for (Change change : changes.getOrDefault(name, List.of())) {
      ClassFile format = ClassFile.of();
      var model = format.parse(bytes);
      if (model.methods().stream().noneMatch(method -> isMeant(method, change))) {
        throw new IllegalStateException(
            "class %s has no method %s".formatted(name, change.method()));
      }
      bytes =
          format.transformClass(
              model,
              ClassTransform.transformingMethods(
                  method -> isMeant(method, change), change.transform()));
    }
    return bytes;
  }

  private static boolean isMeant(MethodModel method, Change change) {
    return method.methodName().equalsString(change.method())
        && !method.flags().has(AccessFlag.BRIDGE);
  }
}
