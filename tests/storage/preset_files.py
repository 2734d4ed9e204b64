"""Small exports in the form of other programs, made by ourselves."""

# ruff: noqa: E501

FILES = {
    "zoho": {
        "Users": "USER_ID,First Name,Last Name,Email\n11,Nora,Quist,nora@house.test\n",
        "Vendors": "VENDORID,Vendor Name,Vendor Owner,GL Account\n81,Holm Parts,Nora Quist,Sales-Software\n",
        "Accounts": """ACCOUNTID,Account Name,Account Owner Id,Account Owner,Account Type,Industry,Tasks Involved
501,North Mill,11,Nora Quist,Customer,Pharma,Yes
502,North Mill,11,Nora Q,Prospect,Technology,No
503,,12,,Prospect,,No
""",
        "Contacts": """CONTACTID,Last Name,Contact Owner Id,Account Id,Email,Mobile,Created Time
61,Berg,11,501,berg@north.test,805-247-8982,"16 Apr, 2026 00:02:00"
62,Lind,11,502,lind@north.test,806-247-8982,"17 Apr, 2026 00:02:00"
""",
        "Leads": """LEADID,First Name,Last Name,Company,Lead Owner,Lead Source,Lead Status,CONVERTED,month
71,Ida,Roe,North Mill,Nora Quist,Employee Referral,Junk Lead,Yes,April
72,,Voss,Voss & Son,Nobody Known,Smoke Signal,Pre Qualified,No,May
""",
        "Potentials": """Potential Name,Potential Owner,Created Time,Closing Date,Amount,Stage,Probability,LEADID,Campaign Id
"Roe, Ida",Nora Quist,"15 Apr, 2026 00:02:00","16 Apr, 2026 00:03:00","$22,700.00",Closed Won,100,71,91
Voss,Nora Quist,"15 Apr, 2026 00:02:00","16 Apr, 2026 00:03:00","$9,400.50",Needs Analysis,20,72,92
""",
        "Products": "PRODUCTID,Product Name,Product Code,Cost,Quantity In Stock\n41,Fuse,P1,\"$1,773.85\",39\n",
        "Campaigns": """CAMPAIGNID,Campaign Name,Type,Status,Start Date,Budgeted Cost,Actual Cost
91,Spring fair,Conference,Planning,2026-04-25,$115.00K,$141.56K
""",
        "Campaign_Lead_Status": """Campaign Name,Lead First Name,Lead Last Name,Status,Last Modified Time
Spring fair,Ida,Roe,Opted Out,"04 Apr, 2026 00:02:00"
Spring fair,,Voss,Bounced,"05 Apr, 2026 00:02:00"
""",
        "Cases": """Case Owner,Status,Case Origin,Created Time,Age in Days
Nora Quist,Escalated,Email,"15 Apr, 2026 23:01:19",62
Nora Quist,Closed,Web,"15 Apr, 2026 23:01:20",3
""",
        "Calls": """TASKID,Call Start Time,Call Owner,Call Owner Id,Subject,Call Type,CONTACTID,ACCOUNTID,POTENTIALID
31,2026-04-15 23:03:00,Nora Quist,11,Price,Outbound,61,501,99
""",
        "Events": """EVENTID,Event Owner,Event Owner Id,Subject,Start DateTime,End DateTime,CONTACTID,LEADID
32,Nora Quist,11,Demo for Ida,2026-04-15 21:02:00,2026-04-15 22:02:00,,71
""",
        "Tasks": """Task Owner,Subject,Created Time,Due Date,Status
Nora Quist,Send offer,"16 Apr, 2026 00:02:00","20 Aug, 2026 00:06:00",Not Started
Nora Quist,follow up,"16 Apr, 2026 00:02:00","20 Aug, 2026 00:06:00",Completed
""",
        "Quotes": """QUOTEID,Subject,Quote Owner,Quote Stage,Valid Till,Grand Total
51,Chairs,Nora Quist,Confirmed,"20 Apr, 2026 09:34:11","$2,372.00"
""",
        "Sales_Orders": """SALESORDERID,Subject,Status,Due Date,Grand Total,Created Time,
21,Chairs,Approved,13-07-2026 01:09,"7,982",13-07-2026 12:59,
""",
        "Sales_Order_Line_Items": """INVENTORYRELID,Product Name,List Price,Quantity,Net Total,BOOKID
22,Fuse,$270.96,7,"$1,877.755",24
23,Fuze,$270.96,7,"$1,877.75",24
""",
        "Invoices": """INVOICEID,Subject,Invoice Number,Sales Order Id,Invoice Owner Id,Account Id,Contact Id,Grand Total,Created Time
25,Chairs,7001,21,11,502,62,"$21,042","20 Apr, 2026 07:49:50"
""",
        "Purchase_Orders": """PURCHASEORDERID,Purchase Order Owner,PO Number,PO Date,Status,Gross Total
26,Nora Quist,PO-1,"20 Jul, 2026 05:12:33",Delivered,"$6,644"
""",
        "Price_Books": "BOOKID,Price Book Name,Active\n24,Flat,Yes\n",
        "Weather": "Day,Sky\n2026-04-01,blue\n",
    },
    "salesforce": {
        "users": "ID,USERNAME,FIRSTNAME,LASTNAME\n005x0000000aBcDAAU,uma@house.test,Uma,Dahl\n",
        "extract": """ID,ISDELETED,NAME,BILLINGCITY,ANNUALREVENUE,OWNERID,CREATEDDATE,ORACLE_ID__C
001x0000002aBcDAAU,false,Fell Works,Bergen,6.0E7,005x0000000aBcDAAU,2026-04-15T03:23:15.000Z,4-20
""",
        "contacts": """ID,FIRSTNAME,LASTNAME,ACCOUNTID,EMAIL
003x0000002aBcD,Ola,Vik,001x0000002aBcD,ola@fell.test
""",
        "opportunities": """ID,ACCOUNTID,NAME,STAGENAME,AMOUNT,PROBABILITY,CLOSEDATE,LEADSOURCE,OWNERID
006x0000002aBcDAAU,001x0000002aBcDAAU,Widgets,Id. Decision Makers,500000.0,60.0,2026-11-09,Web,005x0000000aBcD
""",
        "cases": """Id,CaseNumber,Subject,AccountId,ContactId,Status,Priority,CreatedDate
500x0000002aBcDAAU,00001017,Door jams,001x0000002aBcDAAU,003x0000002aBcDAAU,Escalated,High,2026-04-15T03:23:15.000Z
""",
        "tasks": """Id,Subject,WhoId,WhatId,OwnerId,Status,ActivityDate
00Tx0000002aBcDAAU,Showed the gate,003x0000002aBcDAAU,001x0000002aBcDAAU,005x0000000aBcDAAU,Completed,2026-04-16
00Tx0000002aBcEAAU,Send plan,003x0000002aBcDAAU,006x0000002aBcDAAU,005x0000000aBcDAAU,Open,2026-12-16
""",
        "odd": "Id,Name,SomethingId\n02ix0000002aBcDAAU,Gate,x\n",
    },
    "hubspot": {
        "companies": """Record ID,Company name,Company owner,Phone Number,City,Lifecycle Stage
21,Tern Ltd,Ada Poe,+45 33 12 12 12,Aarhus,Customer
""",
        "contacts": """Record ID,First Name,Last Name,Email,Primary Associated Company ID,Associated Company
31,Lea,Moor,lea@tern.test,21,Tern Ltd
32,,,ole@tern.test,21,Tern Ltd
""",
        "deals": """Record ID,Deal Name,Deal Stage,Amount,Close Date,Associated Company IDs,Associated Contact IDs
41,Gates,Closed Won,1200.5,2026-04-01 10:00,21,31;32
""",
        "tickets": """Record ID,Ticket name,Ticket status,Priority,Create date,Associated Company IDs
51,Gate stuck,Waiting on us,High,2026-04-01 10:00,21
""",
        "notes": """Record ID,Note body,Activity date,Associated Contact IDs,Associated Company IDs
61,Wants a second gate,2026-04-03 10:00,31,21
""",
    },
    "pipedrive": {
        "organizations": "Organization - Name,Organization - ID,Organization - Label\nReed & Co,1,Hot\n",
        "people": """Person - Name,Person - ID,Person - Organization,Person - Email - Work,Person - Phone - Work
Mo Field,2,Reed & Co,mo@reed.test,555-010-2233
""",
        "deals": """Deal - Title,Deal - ID,Deal - Organization,Deal - Contact person,Deal - Value,Deal - Currency of Value,Deal - Stage,Deal - Status,Deal - Expected close date
Roof,3,Reed & Co,Mo Field,1000,EUR,Proposal Made,Won,2026-10-01
Wall,4,Reed & Co,,250,EUR,Proposal Made,Open,2026-12-24
""",
        "products": "Product - Name,Product - ID,Product - Price,Product - Tax\nReed mat,9,12,19\n",
        "activities": """Activity - Subject,Activity - ID,Activity - Type,Activity - Done,Activity - Due date,Activity - Organization,Activity - Deal ID
Rang Mo,5,Call,Done,2026-04-01,Reed & Co,3
""",
    },
}  # fmt: skip
"""By program, then by file."""
