{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "WAigeH6HPyTC4wuNQpLon6NKow4RZH1L3lmxJ5Tc7b0W6c0YRYvAfwAjrCvH75mdaqX/ItrD96n72EywzeF9DQ=="
}
