{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "oSGoo/WnPxvFJHEvl651ExfODMl1qNKIw/RnikJ/9siZQlogEPnfJFL0qjO1AgtkTC5+05uz9i0YjXT630L4AQ=="
}
