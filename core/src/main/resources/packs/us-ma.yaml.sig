{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "rsN30vKsERxmFWeBnA23Pibq+QRpVfYjaiKwI8wdlF9l+UvYPxLD03yv6T9dqX8hQIQjMikReGZR0TWdm2bdBQ=="
}
