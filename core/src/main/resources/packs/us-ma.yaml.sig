{
  "keyid" : "ea1f32e7580ba6739d5975970ea76ee8",
  "sig" : "y40QS9JDDWux11FGcguoyGKA1d3WD1+8r/a4SLcAIQJeTjG8Smx3M76zaMtJW+SpH6ErnjrIWfJr24wc7C4aAA=="
}
