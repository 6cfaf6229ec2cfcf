// Hand-written (see SOURCES.md). Each line: industry | share of firms (weight) | sub-industries, joined with ; | words of company names, joined with ;
export const industries = `
Technology|12|Enterprise Software;Cloud Infrastructure;Cybersecurity;Consumer Internet;Semiconductors;IT Services;Data and Analytics|Systems;Software;Labs;Technologies;Networks;Digital;Cloud;Data;Logic;Stack
Financial Services|9|Retail Banking;Investment Management;Payments;Lending;Capital Markets;Fintech|Capital;Financial;Bank;Trust;Advisors;Investments;Partners;Credit;Holdings;Asset Management
Insurance|4|Life Insurance;Property and Casualty;Health Insurance;Reinsurance;Insurance Brokerage|Insurance;Assurance;Mutual;Life;Underwriters;Indemnity;Benefits;Risk Partners
Healthcare|9|Hospitals;Primary Care;Dental Care;Mental Health;Diagnostics;Home Care;Medical Devices|Health;Medical;Clinic;Care;Wellness;Hospital;Therapeutics;Diagnostics
Pharmaceuticals and Biotechnology|3|Pharmaceuticals;Biotechnology;Contract Research;Genomics;Vaccines|Pharma;Biotech;Biosciences;Therapeutics;Genetics;Life Sciences;Laboratories
Retail and Consumer Goods|11|Grocery;Apparel;Home Improvement;Electronics Retail;Department Stores;E-commerce;Household Products|Stores;Market;Goods;Outfitters;Supply;Trading;Shop;Brands;Retail
Food and Beverage|6|Packaged Food;Bakery;Beverages;Breweries and Wineries;Meat and Dairy;Food Distribution|Foods;Kitchen;Provisions;Bakery;Brewing;Beverage;Farms;Dairy;Roasters
Manufacturing|8|Machinery;Metal Products;Plastics and Rubber;Electrical Equipment;Paper and Packaging;Furniture|Industries;Manufacturing;Works;Fabrication;Industrial;Tools;Machine;Products
Automotive|4|Vehicle Manufacturing;Auto Parts;Dealerships;Repair and Maintenance;Electric Mobility|Motors;Automotive;Auto Group;Mobility;Parts;Drive;Garage
Aerospace and Defense|2|Aircraft Manufacturing;Space Systems;Defense Electronics;Maintenance and Overhaul|Aerospace;Aviation;Defense;Space;Dynamics;Avionics
Chemicals and Materials|2|Basic Chemicals;Specialty Chemicals;Coatings;Mining and Metals;Building Materials|Chemicals;Materials;Minerals;Coatings;Polymers;Metals
Energy and Utilities|4|Oil and Gas;Electric Utilities;Renewable Energy;Water Utilities;Energy Storage|Energy;Power;Electric;Solar;Petroleum;Utilities;Gas;Renewables
Construction|7|Residential Building;Commercial Building;Civil Engineering;Specialty Trades;Architecture|Construction;Builders;Contractors;Building;Design Build;Engineering;Homes
Real Estate|5|Residential Brokerage;Commercial Real Estate;Property Management;Real Estate Development|Realty;Properties;Real Estate;Estates;Land;Residences;Development
Transportation and Logistics|6|Trucking;Freight Forwarding;Warehousing;Airlines;Shipping;Public Transit;Courier Services|Logistics;Freight;Transport;Express;Shipping;Lines;Cargo;Carriers
Telecommunications|2|Wireless Carriers;Broadband;Satellite;Network Equipment|Telecom;Communications;Wireless;Networks;Broadband;Mobile
Media and Entertainment|5|Publishing;Film and Television;Music;Gaming;Advertising;News|Media;Studios;Pictures;Publishing;Entertainment;Press;Games;Broadcasting
Hospitality and Tourism|6|Hotels;Restaurants;Travel Agencies;Casinos;Cruise Lines|Hotels;Resorts;Hospitality;Travel;Restaurants;Inn;Tours;Grill
Education|4|Primary and Secondary Schools;Higher Education;Vocational Training;Education Technology;Tutoring|Academy;Institute;Learning;School;Education;College;Training
Professional Services|9|Management Consulting;Accounting;Legal Services;Human Resources;Market Research;Engineering Services|Consulting;Associates;Advisors;Group;Partners;Services;Solutions;Strategy
Agriculture|3|Crop Farming;Livestock;Forestry;Fishing;Agricultural Equipment|Farms;Agriculture;Growers;Ranch;Harvest;Agro;Orchards;Seeds
Government and Public Sector|2|Federal Administration;Municipal Services;Public Safety;Defense Administration|Authority;Agency;Department;Council;Public Services
Nonprofit|2|Charities;Foundations;Associations;Religious Organizations|Foundation;Alliance;Trust;Society;Relief;Initiative
Consumer Services|5|Beauty and Personal Care;Fitness;Home Services;Laundry;Child Care;Pet Care|Services;Studio;Salon;Fitness;Cleaning;Home Care;Pets
Environmental Services|1|Waste Management;Recycling;Remediation;Environmental Consulting|Environmental;Recycling;Waste Solutions;Green;Eco Services`;
