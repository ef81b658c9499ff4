{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "g1Ae169+WNetUd0yYbwHXhpMTJ6TZhDZMf1vplw3XRevBT8/UlyzkzXfVHU/zn7H3XKHZX4WUgueisWOveAkBQ=="
}
