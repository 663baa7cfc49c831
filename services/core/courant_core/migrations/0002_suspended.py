from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courant_core', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='knownmodule',
            name='suspended',
            field=models.BooleanField(default=False),
        ),
    ]
