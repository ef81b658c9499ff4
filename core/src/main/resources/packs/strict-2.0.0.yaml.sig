{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "ul0TVrZLujOsijIUxYDrqrS6aRkl/em+6mcopXerMcXS3C+h5XitOCtVHbLCfeLFmdHlQ+ds+tDxAb+4pJFsBg=="
}
