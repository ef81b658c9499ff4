{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "WDZM6GbKt4h2uHweZ9ozi9RCcaM99/e8MncRTe5t25L7WWFdGsYsX8gyUhn/SkJ8wYe18M3llbktKZDIpjJ3Bg=="
}
