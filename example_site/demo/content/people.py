"""Six departments and forty people of an invented company."""

DEPARTMENTS = [
    # slug, name, what it does
    ("laboratories", "Laboratories", "Water analysis, sensors and the instruments we sell to others"),
    ("production", "Production", "Pumps in Eskmouth, meters in Puerto Sereno"),
    ("field-service", "Field service", "Installs, listens, repairs; the people our customers know by name"),
    ("customers", "Customers and projects", "From the first question of a town to the last invoice"),
    ("people-communication", "People and communication", "Hiring, learning, news and this intranet"),
    ("finance-law-it", "Finance, law and IT", "Figures, contracts and everything with a plug"),
]

ROLES = {
    # role: user name equals the role
    "admin": ("Jonas", "Ekblad", "Head of IT", "finance-law-it", "Eskmouth"),
    "editor": ("Nora", "Whitcombe", "Intranet editor", "people-communication", "Eskmouth"),
    "recruiter": ("Lucía", "Barrientos", "Recruiter", "people-communication", "Puerto Sereno"),
    "legal": ("Petra", "Nowicka", "Lawyer, policies and privacy", "finance-law-it", "Eskmouth"),
    "leader": ("Samuel", "Adeyemi", "Service technician, leak detection", "field-service", "Marrowby"),
    "employee": ("Ana", "Solano", "Laboratory technician", "laboratories", "Hallin"),
}

PEOPLE = [
    ("Ingrid", "Falk", "Head of laboratories", "laboratories", "Hallin"),
    ("Rafael", "Quintero", "Chemist, trace metals", "laboratories", "Hallin"),
    ("Mei", "Tan", "Microbiologist", "laboratories", "Hallin"),
    ("Oskar", "Lind", "Sensor engineer", "laboratories", "Hallin"),
    ("Priya", "Raman", "Acoustics engineer", "laboratories", "Hallin"),
    ("Daniel", "Fofana", "Laboratory technician, night shift", "laboratories", "Hallin"),
    ("Hanne", "Kjær", "Calibration", "laboratories", "Hallin"),
    ("Walter", "Greaves", "Works manager", "production", "Eskmouth"),
    ("Carmen", "Ibarra", "Meter hall manager", "production", "Puerto Sereno"),
    ("Tomasz", "Zieliński", "Pump fitter, line 3", "production", "Eskmouth"),
    ("Grace", "Okoro", "Quality inspector", "production", "Eskmouth"),
    ("Iván", "Morales", "Toolmaker", "production", "Puerto Sereno"),
    ("Elsie", "Harker", "Machinist", "production", "Eskmouth"),
    ("Marek", "Dvorak", "Rebuild workshop", "production", "Eskmouth"),
    ("Beatriz", "Lago", "Assembler, meters", "production", "Puerto Sereno"),
    ("Joel", "Winters", "Apprentice, second year", "production", "Eskmouth"),
    ("Fiona", "Strand", "Head of field service", "field-service", "Marrowby"),
    ("Kwame", "Boateng", "Service technician", "field-service", "Marrowby"),
    ("Elena", "Prieto", "Service technician", "field-service", "Puerto Sereno"),
    ("Ruth", "Calloway", "Dispatcher", "field-service", "Marrowby"),
    ("Anders", "Moen", "Commissioning", "field-service", "Hallin"),
    ("Zainab", "Haidari", "Service technician, leak detection", "field-service", "Marrowby"),
    ("Callum", "Reid", "Safety officer", "field-service", "Marrowby"),
    ("Victor", "Amaya", "Head of customers and projects", "customers", "Puerto Sereno"),
    ("Helen", "Marsh", "Project manager", "customers", "Eskmouth"),
    ("Yusuf", "Demir", "Project engineer", "customers", "Hallin"),
    ("Clara", "Benítez", "Customer advice", "customers", "Puerto Sereno"),
    ("Niamh", "Gallagher", "Tenders", "customers", "Eskmouth"),
    ("Lars", "Holmgren", "Product manager, meters", "customers", "Eskmouth"),
    ("Miriam", "Adler", "Head of people", "people-communication", "Eskmouth"),
    ("Tariq", "Hussain", "Training workshop", "people-communication", "Marrowby"),
    ("Sofie", "Brandt", "Website and pictures", "people-communication", "Eskmouth"),
    ("George", "Pell", "Chief financial officer", "finance-law-it", "Eskmouth"),
    ("Amara", "Nwosu", "Systems administrator", "finance-law-it", "Eskmouth"),
]

LOG_INS = {("Miriam", "Adler"): "lead", ("Ingrid", "Falk"): "manager"}
"""Of these, who can log in as well, and by which name: one leads the programme and the people department, the other
hires for the laboratories. Both are members like the others."""

NOT_ADVOCATES = 12
"""How many of the forty have not joined the programme."""
