from django.db import migrations, models


class Migration(migrations.Migration):

    dependencies = [
        ('courant_screens', '0001_initial'),
    ]

    operations = [
        migrations.AddField(
            model_name='asking',
            name='source',
            field=models.CharField(default='', max_length=200),
        ),
    ]
