{
  "keyid" : "3c39aae1d6569fb6712ae617f5c0d6cc",
  "sig" : "lj9v+VE0YrrtjehuXX11jCP43S0p4bqV5HNc8O51QhjkRLeuKiebYl/NUiM4XTGTGOzFQwQX40yjJ4eV7nlUDg=="
}
