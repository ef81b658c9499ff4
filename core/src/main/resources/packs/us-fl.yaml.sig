{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "ms9QD4nJPY7YyeAgcLf3k2of6RGetYTYi3ttrPpHIK9wuhTfv1GsP5gB0D/QrCVHwaYVpa7B812VTM4TMfYVBw=="
}
