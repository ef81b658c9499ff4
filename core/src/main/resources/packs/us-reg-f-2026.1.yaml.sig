{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "CBDx9PfDf0WI0heb59baBNf/ImmNQ+YwxTgwrKTNK0CUeuityfyAl50A4C+462cqHWtr1A+rmC8RZd9bIAn/Cw=="
}
