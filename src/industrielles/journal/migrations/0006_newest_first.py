from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('journal', '0005_reading_once'),
    ]

    operations = [
        migrations.AlterModelOptions(
            name='entry',
            options={'ordering': ('-at', '-pk')},
        ),
        migrations.AddIndex(
            model_name='entry',
            index=models.Index(fields=['-at', '-id'], name='journal_newest'),
        ),
    ]
