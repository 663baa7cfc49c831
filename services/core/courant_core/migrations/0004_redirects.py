from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courant_core', '0003_proofs'),
    ]

    operations = [
        migrations.CreateModel(
            name='Redirect',
            fields=[
                ('source', models.CharField(max_length=1000, primary_key=True, serialize=False)),
                ('target', models.CharField(max_length=2000)),
                ('below', models.BooleanField(default=False)),
            ],
        ),
    ]
