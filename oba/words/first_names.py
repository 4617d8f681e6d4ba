"""First names that are often met in England, by which a text that names a child or a parent is noticed.

Written for this product, short on purpose: it helps a person who reads what is to be published, and replaces nobody.
"""

from __future__ import annotations

FIRST_NAMES = frozenset(
    """
    aaliyah aarav aaron abbie abdul abdullah abigail adam adele adrian agnieszka ahmed aidan aiden aimee aisha alan
    alastair albert albie alesha alex alexander alexandra alfie ali alice alicia alisha alison alistair amanda amara
    amber amelia amelie amina amir amirah amy ana anaya andrea andrei andrew andy angela angus anita ann anna anne
    annie anthony antonio anya aoife arabella archie arjun arlo arthur arun aryan asha ashley aung ava ayaan ayesha
    ayla barbara barry beatrice becky bella ben benjamin bernadette beth bethan bethany betty beverley bilal billy
    blessing bobbie bobby bradley brandon brenda brian bridget bronwen bryan caitlin caleb callum cameron caoimhe
    carl carly carol caroline carolyn catherine cathy charlene charles charlie charlotte chelsea cheryl chloe chris
    christian christina christine christopher cian ciara ciaran claire clare cody colin colleen connie connor corey
    craig curtis cynthia daisy daniel danielle danny darcey daria darren dave david dawn dean debbie deborah declan
    delilah demi denise dennis derek dexter diana diane dilys dominic donna doreen dorothy dottie douglas duncan
    dylan ebony eddie edith edward eileen eilidh elaine eleanor elena eli elif elijah elisabeth elise eliza
    elizabeth ella ellen ellie elliot elliott ellis elodie elsie emilia emily emma emmanuel emre eoin eric erin esme
    ethan eva evan eve evelyn evie ezra faisal farah fatima fatimah felicity ffion finlay finley fiona florence
    frances francis frank fred freddie frederick freya gabriel gabriella gail gareth gary gavin gemma geoff geoffrey
    george georgia georgina gerald geraldine gethin gillian giovanni gloria gordon grace graham grant greg gregory
    gurpreet guy gwen haider hallie hamza hannah harley harold haroon harpreet harriet harriett harrison harry
    harvey hassan hayden hayley hazel heather helen henry hilary holly hope hugh hugo hussain ian ibraheem ibrahim
    imogen imran india ines ioan ioana iqra irene iris isaac isabel isabella isabelle isha isla ismail isobel ivan
    ivy jack jackie jackson jacob jacqueline jacqui jade jaden jake jakub james jamie jamila jan jane janet janice
    jasmine jason jaspreet jaxon jaxson jay jayden jean jeff jeffrey jemma jennifer jenny jeremy jess jesse jessica
    jill jim jo joan joanna joanne joe joel john johnny jon jonathan jordan joseph josh joshua joy joyce jude judith
    judy julia julian julie june justin kacper kaden kai kaitlyn kamal karen karim kasia katarzyna kate katelyn
    katherine kathleen kathryn katie katrina katy kay kayden kayla kayleigh keeleigh keeley keira keith kelly kelsey
    ken kenneth kenny kenzie kerry kevin khadija khalid kian kiera kieran kim kimberley kirsty kobe kwame kyle kyra
    kyran lacey laila lara laura lauren laurence layla leah lee leila lena leo leon leona leonard lesley leslie
    lewis lexi liam lilly lily linda lindsay lisa liz lloyd logan lola lorna lorraine lottie louis louise luca lucas
    lucia lucy luis luka luke lydia lyla lyn lynda lynn lynne mackenzie maddison madeleine madison magdalena maheen
    mahmoud maia maisie maisy malcolm malik manpreet marcus margaret margot maria mariam marian marie marion
    marjorie mark marlon martha martin martyn marvin mary maryam mason mateusz matilda matt matthew maureen max
    maxine maya megan mehmet melanie melissa mia michael michaela michal michelle mick mihai mike mila millie milo
    miriam mo moeen mohamed mohammad mohammed moira molly monica morgan muhammad mustafa myra nadia nancy naomi
    natalia natalie natasha nathan neil nell nia niall niamh nicholas nick nicky nicola nicole nigel nikita nikki
    nina noah noel nora norma norman oisin oleksandr olena olive oliver olivia ollie olu oluwaseun omar orla oscar
    oskar otis ottilie owen paige pam pamela pat patricia patrick paul paula pauline peggy penelope penny pete peter
    petra phil philip phillip phoebe piotr pippa poppy priya quinn rachael rachel rafferty raheem ralph ralphie ravi
    ray rayan raymond rebecca reece reggie reuben rhiannon rhys richard ricky riley rita rob robbie robert roberta
    robin robyn rodney roger rohan roisin roman ronald ronan ronnie rory rosa rosalind rose rosemary rosie ross
    rowan roy ruby rupert russell ruth ryan saeed safiya sally salma sam samantha samira samuel sana sandra sanjay
    saoirse sara sarah scarlett scott sean sebastian seren seth shane shanelle shanice shannon sharon shaun sheila
    shelley shirley sian sidney siena simran siobhan skye sofia sonia sophia sophie stacey stanley stella stephanie
    stephen steve steven stewart stuart sue sumaya sumayyah summer susan susanna susie suzanne svetlana sylvia
    tabitha tahir talia tamara tamsin tanya tara tariq taylor teddy tegan terence teresa terry tessa thea theia theo
    theodore theresa thomas tia tiana tiffany tilly tim timothy tina toby todd tom tomasz tommy tomos toni tony
    tracey tracy trevor trinity tristan tyler tyrone umar una ursula usman valerie vanessa vera veronica vicky
    victor victoria vikram vincent violet vivian vivienne wayne wendy will william willow wojciech xavier yahya
    yasmin yousef yusuf yvonne zac zach zachary zahra zain zainab zak zara zayn zaynab zeeshan zoe zofia
    """.split()
)
ORDINARY = frozenset(
    """
    adele amber ana asha ashley ava billy blessing carol chelsea christian cody dawn dean demi douglas eve faisal
    florence frances francis frank gail georgia grace grant guy hazel heather holly hope iris isha isla ivy jack
    jade jan jay jean joy jordan joyce june kay ken kent kim lily logan lee lee lola luca mark martin mason max mila
    mo morgan myra olive oliver owen paige pat patrick penny petra poppy quinn ray reading reece riley robin roman
    rose rosemary ross rowan roy ruby russell sally scott sean sidney skye stella stewart sue summer taylor terry
    thea todd toni trinity tyler una victor victoria violet wayne will willow albert alexandra anthony arthur
    charles charlotte edward elizabeth ellen ellis george gordon graham harold harvey henry hugh india james john
    joseph kelly lewis lloyd louis louise lydia margaret maria marie mary matthew michael nelson norman paul peter
    philip richard robert ronald stanley stephen stuart thomas timothy vincent vera vivian william
    """.split()
)
"""Of these alone nothing is noticed: they are words, places, or stand in the names of schools, hospitals and saints."""
