// Hand-written (see SOURCES.md).
/** ICD-10-CM code | name | weight | chapter */
export const diagnoses = `
I10|Essential (primary) hypertension|100|Circulatory
E78.5|Hyperlipidemia, unspecified|85|Endocrine
E11.9|Type 2 diabetes mellitus without complications|70|Endocrine
E10.9|Type 1 diabetes mellitus without complications|8|Endocrine
E11.65|Type 2 diabetes mellitus with hyperglycemia|22|Endocrine
E03.9|Hypothyroidism, unspecified|38|Endocrine
E05.90|Thyrotoxicosis, unspecified without thyrotoxic crisis or storm|5|Endocrine
E66.9|Obesity, unspecified|48|Endocrine
E55.9|Vitamin D deficiency, unspecified|36|Endocrine
E53.8|Deficiency of other specified B group vitamins|12|Endocrine
E86.0|Dehydration|12|Endocrine
E87.6|Hypokalemia|10|Endocrine
D50.9|Iron deficiency anemia, unspecified|18|Blood
D64.9|Anemia, unspecified|20|Blood
D69.6|Thrombocytopenia, unspecified|6|Blood
F32.A|Depression, unspecified|30|Mental
F33.1|Major depressive disorder, recurrent, moderate|18|Mental
F41.1|Generalized anxiety disorder|28|Mental
F41.9|Anxiety disorder, unspecified|40|Mental
F43.10|Post-traumatic stress disorder, unspecified|10|Mental
F90.9|Attention-deficit hyperactivity disorder, unspecified type|14|Mental
F17.210|Nicotine dependence, cigarettes, uncomplicated|24|Mental
F10.20|Alcohol dependence, uncomplicated|8|Mental
F31.9|Bipolar disorder, unspecified|8|Mental
F20.9|Schizophrenia, unspecified|4|Mental
F03.90|Unspecified dementia, unspecified severity, without behavioral disturbance|6|Mental
G43.909|Migraine, unspecified, not intractable, without status migrainosus|18|Nervous
G47.00|Insomnia, unspecified|22|Nervous
G47.33|Obstructive sleep apnea (adult) (pediatric)|24|Nervous
G40.909|Epilepsy, unspecified, not intractable, without status epilepticus|6|Nervous
G20.A1|Parkinson's disease without dyskinesia, without mention of fluctuations|3|Nervous
G30.9|Alzheimer's disease, unspecified|5|Nervous
G35|Multiple sclerosis|3|Nervous
G56.01|Carpal tunnel syndrome, right upper limb|7|Nervous
G62.9|Polyneuropathy, unspecified|9|Nervous
H10.9|Unspecified conjunctivitis|10|Eye
H25.9|Unspecified age-related cataract|12|Eye
H40.9|Unspecified glaucoma|7|Eye
H52.4|Presbyopia|14|Eye
H66.90|Otitis media, unspecified, unspecified ear|12|Ear
H61.23|Impacted cerumen, bilateral|8|Ear
H91.90|Unspecified hearing loss, unspecified ear|8|Ear
I20.9|Angina pectoris, unspecified|6|Circulatory
I21.9|Acute myocardial infarction, unspecified|4|Circulatory
I25.10|Atherosclerotic heart disease of native coronary artery without angina pectoris|30|Circulatory
I48.91|Unspecified atrial fibrillation|20|Circulatory
I50.9|Heart failure, unspecified|18|Circulatory
I63.9|Cerebral infarction, unspecified|6|Circulatory
I73.9|Peripheral vascular disease, unspecified|8|Circulatory
I83.90|Asymptomatic varicose veins of unspecified lower extremity|6|Circulatory
J00|Acute nasopharyngitis [common cold]|22|Respiratory
J01.90|Acute sinusitis, unspecified|20|Respiratory
J02.9|Acute pharyngitis, unspecified|24|Respiratory
J03.90|Acute tonsillitis, unspecified|8|Respiratory
J06.9|Acute upper respiratory infection, unspecified|34|Respiratory
J11.1|Influenza due to unidentified influenza virus with other respiratory manifestations|10|Respiratory
J18.9|Pneumonia, unspecified organism|12|Respiratory
J20.9|Acute bronchitis, unspecified|18|Respiratory
J30.9|Allergic rhinitis, unspecified|28|Respiratory
J44.9|Chronic obstructive pulmonary disease, unspecified|20|Respiratory
J45.909|Unspecified asthma, uncomplicated|30|Respiratory
U07.1|COVID-19|14|Special
K02.9|Dental caries, unspecified|14|Digestive
K21.9|Gastro-esophageal reflux disease without esophagitis|44|Digestive
K29.70|Gastritis, unspecified, without bleeding|10|Digestive
K35.80|Unspecified acute appendicitis|3|Digestive
K40.90|Unilateral inguinal hernia, without obstruction or gangrene, not specified as recurrent|5|Digestive
K50.90|Crohn's disease, unspecified, without complications|3|Digestive
K51.90|Ulcerative colitis, unspecified, without complications|3|Digestive
K57.30|Diverticulosis of large intestine without perforation or abscess without bleeding|9|Digestive
K58.9|Irritable bowel syndrome without diarrhea|9|Digestive
K59.00|Constipation, unspecified|18|Digestive
K76.0|Fatty (change of) liver, not elsewhere classified|10|Digestive
K80.20|Calculus of gallbladder without cholecystitis without obstruction|6|Digestive
L20.9|Atopic dermatitis, unspecified|9|Skin
L30.9|Dermatitis, unspecified|14|Skin
L40.9|Psoriasis, unspecified|7|Skin
L50.9|Urticaria, unspecified|6|Skin
L70.0|Acne vulgaris|12|Skin
L03.90|Cellulitis, unspecified|7|Skin
M10.9|Gout, unspecified|9|Musculoskeletal
M17.9|Osteoarthritis of knee, unspecified|20|Musculoskeletal
M16.9|Osteoarthritis of hip, unspecified|9|Musculoskeletal
M06.9|Rheumatoid arthritis, unspecified|7|Musculoskeletal
M25.561|Pain in right knee|18|Musculoskeletal
M25.511|Pain in right shoulder|12|Musculoskeletal
M54.2|Cervicalgia|20|Musculoskeletal
M54.50|Low back pain, unspecified|42|Musculoskeletal
M62.830|Muscle spasm of back|8|Musculoskeletal
M79.7|Fibromyalgia|7|Musculoskeletal
M81.0|Age-related osteoporosis without current pathological fracture|14|Musculoskeletal
N18.30|Chronic kidney disease, stage 3 unspecified|14|Genitourinary
N20.0|Calculus of kidney|7|Genitourinary
N39.0|Urinary tract infection, site not specified|26|Genitourinary
N40.0|Benign prostatic hyperplasia without lower urinary tract symptoms|14|Genitourinary
N92.0|Excessive and frequent menstruation with regular cycle|6|Genitourinary
C50.919|Malignant neoplasm of unspecified site of unspecified female breast|5|Neoplasms
C61|Malignant neoplasm of prostate|5|Neoplasms
C34.90|Malignant neoplasm of unspecified part of unspecified bronchus or lung|3|Neoplasms
C18.9|Malignant neoplasm of colon, unspecified|3|Neoplasms
C44.91|Basal cell carcinoma of skin, unspecified|5|Neoplasms
D22.9|Melanocytic nevi, unspecified|8|Neoplasms
A09|Infectious gastroenteritis and colitis, unspecified|12|Infectious
B02.9|Zoster without complications|5|Infectious
B34.9|Viral infection, unspecified|14|Infectious
B35.1|Tinea unguium|7|Infectious
R05.9|Cough, unspecified|26|Symptoms
R07.9|Chest pain, unspecified|20|Symptoms
R10.9|Unspecified abdominal pain|24|Symptoms
R11.2|Nausea with vomiting, unspecified|12|Symptoms
R42|Dizziness and giddiness|14|Symptoms
R51.9|Headache, unspecified|18|Symptoms
R53.83|Other fatigue|22|Symptoms
R73.03|Prediabetes|26|Symptoms
S93.401A|Sprain of unspecified ligament of right ankle, initial encounter|7|Injury
S61.219A|Laceration without foreign body of unspecified finger without damage to nail, initial encounter|5|Injury
S52.501A|Unspecified fracture of the lower end of right radius, initial encounter for closed fracture|3|Injury
Z00.00|Encounter for general adult medical examination without abnormal findings|60|Factors
Z23|Encounter for immunization|50|Factors
Z12.31|Encounter for screening mammogram for malignant neoplasm of breast|24|Factors
Z79.4|Long term (current) use of insulin|14|Factors`;

/** generic name | class | weight */
export const drugs = `
Atorvastatin|Statin|100
Metformin|Biguanide|86
Levothyroxine|Thyroid hormone|88
Lisinopril|ACE inhibitor|80
Amlodipine|Calcium channel blocker|76
Metoprolol|Beta blocker|66
Albuterol|Bronchodilator|58
Losartan|Angiotensin receptor blocker|52
Gabapentin|Anticonvulsant|46
Omeprazole|Proton pump inhibitor|46
Sertraline|SSRI|40
Rosuvastatin|Statin|38
Pantoprazole|Proton pump inhibitor|34
Escitalopram|SSRI|32
Hydrochlorothiazide|Diuretic|32
Bupropion|Antidepressant|28
Fluoxetine|SSRI|26
Simvastatin|Statin|26
Montelukast|Leukotriene antagonist|26
Trazodone|Antidepressant|26
Amoxicillin|Penicillin antibiotic|24
Tamsulosin|Alpha blocker|24
Furosemide|Diuretic|24
Pravastatin|Statin|18
Fluticasone|Corticosteroid|26
Acetaminophen|Analgesic|22
Ibuprofen|NSAID|22
Naproxen|NSAID|14
Meloxicam|NSAID|20
Aspirin|Antiplatelet|18
Clopidogrel|Antiplatelet|18
Apixaban|Anticoagulant|18
Warfarin|Anticoagulant|12
Rivaroxaban|Anticoagulant|8
Insulin Glargine|Insulin|20
Insulin Lispro|Insulin|10
Glipizide|Sulfonylurea|14
Semaglutide|GLP-1 agonist|14
Empagliflozin|SGLT2 inhibitor|12
Sitagliptin|DPP-4 inhibitor|8
Prednisone|Corticosteroid|20
Azithromycin|Macrolide antibiotic|14
Ciprofloxacin|Fluoroquinolone antibiotic|8
Doxycycline|Tetracycline antibiotic|10
Cephalexin|Cephalosporin antibiotic|10
Nitrofurantoin|Antibiotic|6
Cetirizine|Antihistamine|12
Loratadine|Antihistamine|12
Duloxetine|SNRI|20
Venlafaxine|SNRI|16
Citalopram|SSRI|14
Mirtazapine|Antidepressant|6
Quetiapine|Antipsychotic|10
Aripiprazole|Antipsychotic|8
Lamotrigine|Anticonvulsant|12
Topiramate|Anticonvulsant|8
Levetiracetam|Anticonvulsant|8
Clonazepam|Benzodiazepine|12
Alprazolam|Benzodiazepine|12
Zolpidem|Hypnotic|8
Methylphenidate|Stimulant|12
Cyclobenzaprine|Muscle relaxant|12
Tramadol|Opioid|10
Allopurinol|Xanthine oxidase inhibitor|12
Carvedilol|Beta blocker|18
Atenolol|Beta blocker|12
Propranolol|Beta blocker|8
Spironolactone|Diuretic|10
Famotidine|H2 blocker|10
Potassium Chloride|Electrolyte|10
Folic Acid|Vitamin|10
Cholecalciferol|Vitamin|14
Finasteride|5-alpha reductase inhibitor|8
Sildenafil|PDE5 inhibitor|6
Methotrexate|Antimetabolite|4
Adalimumab|Monoclonal antibody|3
Ondansetron|Antiemetic|8
Valacyclovir|Antiviral|6`;

/** Share of the United States population, tenths of a percent */
export const bloodTypes = "O+:374|A+:357|B+:85|AB+:34|O-:66|A-:63|B-:15|AB-:6";

/** specialty:weight */
export const specialties = "Family Medicine:100|Internal Medicine:95|Pediatrics:60|Obstetrics and Gynecology:42|Emergency Medicine:45|Psychiatry:38|Anesthesiology:42|Radiology:40|General Surgery:28|Cardiology:32|Orthopedic Surgery:26|Dermatology:18|Neurology:20|Ophthalmology:19|Gastroenterology:16|Oncology:20|Pulmonology:14|Nephrology:11|Endocrinology:9|Rheumatology:7|Urology:11|Otolaryngology:10|Pathology:14|Infectious Disease:10|Hematology:8|Geriatrics:6|Allergy and Immunology:6|Physical Medicine and Rehabilitation:10|Plastic Surgery:7|Neurosurgery:6|Vascular Surgery:4|Palliative Care:5|Sports Medicine:4|Dentistry:40";
