"""The journal as an HL7 FHIR R4 document: resources, their data types, the composition in front."""
