{
  "keyid" : "40b6415c9aa39f9d6daaf482b9488443",
  "sig" : "lOQ8w46cXbFC0/8wMI2ifHe10EHJjBekBl/vmBVqYCYpZa4AgyFu0Jmq03YfHoM3v2ae/OtfL4dP6MI+2qJCBw=="
}
