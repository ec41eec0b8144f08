"""ManTeTong 慢特通: recognition of outpatient chronic and special diseases, from a phone photo to instant settlement."""
